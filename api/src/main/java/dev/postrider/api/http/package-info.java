/** What every resource of the API stands on: requests, answers, refusals, routes and JSON. */
@NullMarked
package dev.postrider.api.http;

import org.jspecify.annotations.NullMarked;
