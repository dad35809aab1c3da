package dev.postrider.server;

import dev.postrider.seal.MasterKey;
import dev.postrider.seal.MasterKeys;
import java.util.List;

/** Master keys as a setting gives them: the same until the next start. */
record GivenMasterKeys(List<MasterKey> read) implements MasterKeys {

  @Override
  public MasterKey make() {
    throw new IllegalStateException("there is always one");
  }

  @Override
  public String place() {
    return "keys.master";
  }
}
