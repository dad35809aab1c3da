package dev.postrider.receiver.events.comm100;

import tools.jackson.databind.JsonNode;

/** A field that the customer of Comm100 made, and what is in it. */
public record CustomField(Id id, String name, JsonNode value) {}
