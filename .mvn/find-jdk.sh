# Exports JAVA_HOME, a JDK of version 25 or newer; ends the calling script when there is none.
# To be sourced. Looks at JAVA_HOME, then at java on the PATH, then where JDKs are usually installed.

# Succeeds when $1 is the home of a new enough JDK. Reads the file "release", which is quicker than
# starting a JVM; what comes without javac cannot build the program and does not count.
is_jdk_25() {
  [ -n "$1" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  jdk_major=$(sed -n 's/^JAVA_VERSION="\([0-9][0-9]*\).*/\1/p' "$1/release")
  [ "${jdk_major:-0}" -ge 25 ]
}

find_jdk() {
  if is_jdk_25 "${JAVA_HOME:-}"; then return 0; fi
  # On macOS /usr/bin/java is a stub, so java itself is asked where it lives.
  JAVA_HOME=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')
  if is_jdk_25 "$JAVA_HOME"; then return 0; fi
  if [ -x /usr/libexec/java_home ]; then
    JAVA_HOME=$(/usr/libexec/java_home -v 25+ 2>/dev/null)
    if is_jdk_25 "$JAVA_HOME"; then return 0; fi
  fi
  for JAVA_HOME in /usr/lib/jvm/* /usr/java/* /opt/* /opt/java/* \
    "${HOME:-/root}"/.sdkman/candidates/java/* "${HOME:-/root}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-/root}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if is_jdk_25 "$JAVA_HOME"; then return 0; fi
  done
  return 1
}

if ! find_jdk; then
  echo "Postrider needs a JDK 25 or newer: install one, for example from https://adoptium.net/temurin/releases/?version=25, or set JAVA_HOME to it." >&2
  exit 1
fi
export JAVA_HOME
