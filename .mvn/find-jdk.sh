# Finds a JDK (or JRE) 17 to 21. Meant to be sourced by sh; used by mvnw, demo and the appliance's bin scripts.
#
#   find_jdk javac    wants a JDK, for building
#   find_jdk java     is content with a JRE, for running
#
# On success JAVA_HOME and JAVA_HOME_VERSION are set and JAVA_HOME is exported.
# Otherwise one sentence goes to stderr and the status is 1.
# Order: JAVA_HOME, the java on the PATH, then the usual places, where 17 (the tested one) goes before 21.

jdk_version_of() {
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "$1/release" | head -n 1
  else
    "$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p' | head -n 1
  fi
}

# jdk_fits HOME TOOL OLDEST NEWEST
jdk_fits() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/$2" ] || return 1
  JAVA_HOME_VERSION=$(jdk_version_of "$1")
  jdk_major=${JAVA_HOME_VERSION%%[!0-9]*}
  [ -n "$jdk_major" ] && [ "$jdk_major" -ge "$3" ] && [ "$jdk_major" -le "$4" ]
}

jdk_on_path() {
  jdk_link=$(command -v java 2>/dev/null) || return 0
  while [ -h "$jdk_link" ]; do
    jdk_target=$(readlink "$jdk_link") || return 0
    case $jdk_target in
      /*) jdk_link=$jdk_target ;;
      *) jdk_link=${jdk_link%/*}/$jdk_target ;;
    esac
  done
  printf '%s\n' "${jdk_link%/bin/java}"
}

find_jdk() {
  jdk_tool=${1:-java}
  jdk_unfit=${JAVA_HOME:-}
  for jdk_home in "${JAVA_HOME:-}" "$(jdk_on_path)"; do
    if [ -n "$jdk_home" ] && jdk_fits "$jdk_home" "$jdk_tool" 17 21; then
      JAVA_HOME=$jdk_home
      export JAVA_HOME
      return 0
    fi
  done
  for jdk_range in "17 17" "18 21"; do
    for jdk_home in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/openjdk* /opt/java/* /opt/jdk* \
      /opt/*jdk* "${HOME:-/nowhere}"/.sdkman/candidates/java/* "${HOME:-/nowhere}"/.jdks/* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home; do
      if jdk_fits "$jdk_home" "$jdk_tool" "${jdk_range% *}" "${jdk_range#* }"; then
        JAVA_HOME=$jdk_home
        export JAVA_HOME
        return 0
      fi
    done
  done
  printf '%s\n' "没有找到 JDK 17 至 21${jdk_unfit:+(JAVA_HOME=$jdk_unfit 不合适)}:请安装 OpenJDK 17(例如 apt-get install openjdk-17-jdk-headless),或把 JAVA_HOME 指到它。 No JDK 17 to 21 was found${jdk_unfit:+ (JAVA_HOME=$jdk_unfit does not fit)}: install OpenJDK 17, or point JAVA_HOME to one." >&2
  return 1
}

# A JVM reads and writes the names of files in the locale's encoding; folders may have Chinese names, and services run
# without any locale.
if [ "$(locale charmap 2>/dev/null)" != UTF-8 ]; then
  jdk_locale=$(locale -a 2>/dev/null | grep -i -E '^(C|zh_CN|en_US)\.utf-?8$' | head -n 1)
  LC_ALL=${jdk_locale:-C.UTF-8}
  export LC_ALL
fi
