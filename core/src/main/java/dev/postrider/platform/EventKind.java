package dev.postrider.platform;

/**
 * One type of event in a platform's catalogue.
 *
 * @param name the event type's name
 * @param title what has happened, for people
 * @param schema JSON Schema (draft 2020-12) of the whole body, as JSON text
 * @param example a body that the schema takes, as JSON text
 */
public record EventKind(String name, String title, String schema, String example) {}
