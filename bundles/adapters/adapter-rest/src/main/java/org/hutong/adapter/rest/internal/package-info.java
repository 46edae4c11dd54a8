/** Sends documents as JSON over HTTP. */
@NullMarked
package org.hutong.adapter.rest.internal;

import org.jspecify.annotations.NullMarked;
