/** Tells whether a webhook is what it says it is. */
module dev.postrider.receiver {
  requires static transitive org.jspecify;

  exports dev.postrider.receiver;
}
