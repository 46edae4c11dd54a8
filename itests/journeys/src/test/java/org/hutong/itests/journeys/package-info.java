/** Journeys of a case through the unpacked distribution, counted in the systems' own journals. */
package org.hutong.itests.journeys;
