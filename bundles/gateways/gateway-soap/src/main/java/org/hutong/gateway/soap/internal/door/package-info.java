/** What a message passes before anything of its body is parsed. */
@NullMarked
package org.hutong.gateway.soap.internal.door;

import org.jspecify.annotations.NullMarked;
