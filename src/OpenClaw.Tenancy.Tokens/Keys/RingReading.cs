namespace OpenClaw.Tenancy.Tokens.Keys;

/// <summary>The ring of an issuer as it was read last, and when. Replaced as a whole.</summary>
internal sealed class RingReading(TokenKeyRing ring, (DateTime Written, long Length) stamp, long readAt)
{
    internal TokenKeyRing Ring { get; } = ring;

    internal (DateTime Written, long Length) Stamp { get; } = stamp;

    /// <summary>When the file said this, as a timestamp of the clock: setting the clock back makes nothing younger.</summary>
    internal long ReadAt { get; } = readAt;
}
