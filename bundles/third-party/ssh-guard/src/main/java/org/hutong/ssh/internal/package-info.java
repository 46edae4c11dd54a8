/** Hardens the SSH server that Karaf brings. */
@NullMarked
package org.hutong.ssh.internal;

import org.jspecify.annotations.NullMarked;
