package dev.postrider.receiver.events.comm100;

import tools.jackson.databind.JsonNode;

/** A variable of a web site, and its value. */
public record CustomVariable(String name, JsonNode value) {}
