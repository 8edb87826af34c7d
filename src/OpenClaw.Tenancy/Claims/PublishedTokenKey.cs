namespace OpenClaw.Tenancy.Claims;

/// <summary>A public key for ES256: a point on P-256, and the id that tokens name it by.</summary>
/// <remarks>
/// SECURITY: it has no place for a private or a symmetric key, so none can be published by mistake. Immutable and safe for use
/// by many threads.
/// </remarks>
public sealed class PublishedTokenKey
{
    /// <summary>How long each coordinate is, in bytes.</summary>
    public const int CoordinateLength = 32;

    private readonly byte[] _x;
    private readonly byte[] _y;

    /// <summary>Makes a key.</summary>
    /// <param name="keyId">The key's id, the <c>kid</c> of its tokens.</param>
    /// <param name="x">The point's first coordinate, whole and with its leading zeros.</param>
    /// <param name="y">The second one.</param>
    /// <exception cref="ArgumentException">The id is empty, or a coordinate is not of 32 bytes.</exception>
    public PublishedTokenKey(string keyId, ReadOnlySpan<byte> x, ReadOnlySpan<byte> y)
    {
        ArgumentException.ThrowIfNullOrEmpty(keyId);
        if (x.Length != CoordinateLength || y.Length != CoordinateLength)
        {
            throw new ArgumentException($"A coordinate of P-256 is {CoordinateLength} bytes long, with its leading zeros.");
        }

        (KeyId, _x, _y) = (keyId, x.ToArray(), y.ToArray());
    }

    /// <summary>The key's id.</summary>
    public string KeyId { get; }

    /// <summary>The point's first coordinate.</summary>
    public ReadOnlySpan<byte> X => _x;

    /// <summary>The point's second coordinate.</summary>
    public ReadOnlySpan<byte> Y => _y;

    /// <summary>Names the key.</summary>
    /// <returns>Its id.</returns>
    public override string ToString() => $"ES256 key {KeyId}";
}
