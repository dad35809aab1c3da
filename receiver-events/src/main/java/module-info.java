/** The events of four platforms as Java types, and what names them in their bodies. */
module dev.postrider.receiver.events {
  requires transitive com.fasterxml.jackson.annotation;
  requires transitive dev.postrider.receiver;
  // At run time too: what is not @Nullable must be in a body.
  requires transitive org.jspecify;
  requires transitive tools.jackson.databind;

  exports dev.postrider.receiver.events;
  exports dev.postrider.receiver.events.comm100;
  exports dev.postrider.receiver.events.mluvii;
  exports dev.postrider.receiver.events.qikchat;
  exports dev.postrider.receiver.events.yespo;

  // What reads and writes their dates is nobody else's.
  opens dev.postrider.receiver.events.comm100 to
      tools.jackson.databind;
  opens dev.postrider.receiver.events.yespo to
      tools.jackson.databind;
}
