/** What a request passes before anything of it is parsed. */
@NullMarked
package org.hutong.gateway.rest.internal.door;

import org.jspecify.annotations.NullMarked;
