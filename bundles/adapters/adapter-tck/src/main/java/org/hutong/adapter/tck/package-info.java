/**
 * The kit for authors of adapters (接入插件): {@link org.hutong.adapter.tck.AdapterTck} proves the
 * duties that the SPI states, against a real system, through a {@link org.hutong.adapter.tck.Wire}
 * that hangs and resets.
 */
@NullMarked
package org.hutong.adapter.tck;

import org.jspecify.annotations.NullMarked;
