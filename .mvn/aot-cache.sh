# Defines make_aot_cache. To be sourced, after find-jdk.sh, with $root set to the repository's root.

# Makes server/target/postrider.aot when there is none of this program: its classes as they are after loading and
# linking (JEP 514), from which it starts in half the time. The demo is what they are taken from, because it accepts
# and delivers messages on a PostgreSQL of its own. Whoever starts the program names the file with -XX:AOTCache; the
# JVM looks whether it was made by this JDK, with these options, of these very jars (those in lib, too), and does
# without it otherwise.
# It gets its name when it is whole, so others may do the same at once, and whoever is killed leaves nothing in use.
# Failure policy: go on without, because it only saves time; an empty file keeps the next start from trying again.
make_aot_cache() {
  aot=$root/server/target/postrider.aot
  if [ -f "$aot" ] && [ -z "$(find "$root/server/target/postrider.jar" "$root/server/target/lib" "$root/server/jvm.options" -newer "$aot" | head -n 1)" ]; then
    return 0
  fi
  [ -w "$root/server/target" ] && fresh=$(mktemp "$aot.XXXXXX") || return 0
  echo "Preparing Postrider to start quickly; this takes half a minute, once." >&2
  "$JAVA_HOME/bin/java" "@$root/server/jvm.options" "-XX:AOTCacheOutput=$fresh" \
    -jar "$root/server/target/postrider.jar" demo --once </dev/null >/dev/null 2>&1 || : >"$fresh"
  chmod a+r "$fresh" && mv -f "$fresh" "$aot"
}
