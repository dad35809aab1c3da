# Defines build_if_stale. To be sourced, after find-jdk.sh, with $root set to the repository's root.

# Makes the program $2 of module $1 when it is missing or older than a source, a directory of
# sources (so that a deleted file counts too) or a pom. Checks and tests are left to ./test.
build_if_stale() {
  if [ ! -f "$root/$2" ]; then
    echo "Building Postrider for the first time; this takes a minute or two." >&2
  elif [ -n "$(find "$root/pom.xml" "$root"/*/pom.xml "$root"/*/src/main "$root/$1/pom.xml" "$root/$1/src/main" -newer "$root/$2" 2>/dev/null | head -n 1)" ]; then
    echo "Building Postrider again, because its sources have changed." >&2
  else
    return 0
  fi
  # Standard output belongs to the program, which may print JSON there.
  (cd "$root" && ./mvnw -q -B -ntp -Dquick -Dmaven.test.skip=true -pl "$1" -am package) >&2 || exit 1
  touch "$root/$2" # Maven leaves a jar alone when its own module did not change
}
