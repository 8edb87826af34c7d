using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace OpenClaw.Tenancy;

/// <summary>The id of a tenant. Holding an id gives no authority over the tenant.</summary>
/// <remarks>
/// 1 to 63 characters of <c>a-z 0-9 -</c> with no hyphen at either end (a DNS label, RFC 1123), compared by ordinal;
/// nothing is normalised into acceptance. There is no <c>Parse</c> and no JSON reading, so that no framework can bind
/// an id from a request. Immutable and safe for use by many threads.
/// </remarks>
[JsonConverter(typeof(TenantIdJsonConverter))]
public sealed class TenantId : IEquatable<TenantId>
{
    // INVARIANT: canonical ASCII, so that ordinal equality is identity.
    private readonly string _value;

    private TenantId(string value) => _value = value;

    /// <summary>The platform operators' own tenant, <c>platform</c>. Only an issuer with the platform right may speak for it.</summary>
    public static TenantId Platform { get; } = new("platform");

    /// <summary>The one tenant of a host whose tenancy is <see cref="TenancyMode.Disabled"/>, <c>default</c>.</summary>
    public static TenantId Default { get; } = new("default");

    /// <summary>Makes an id from its text.</summary>
    /// <param name="value">The exact text of the id.</param>
    /// <returns>The id.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    /// <exception cref="ArgumentException">The text is outside the grammar or reserved.</exception>
    public static TenantId From(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return TryFrom(value, out TenantId? id) ? id : throw new ArgumentException(
            "The text is not a tenant id: use 1 to 63 characters of a-z, 0-9 and '-', no hyphen at either end, and no reserved word.",
            nameof(value));
    }

    /// <summary>Makes an id from its text, or says that it is none.</summary>
    /// <param name="value">The exact text of the id.</param>
    /// <param name="id">The id, or null when the text is outside the grammar or reserved.</param>
    /// <returns>Whether the text is an id.</returns>
    public static bool TryFrom([NotNullWhen(true)] string? value, [NotNullWhen(true)] out TenantId? id)
    {
        id = value is not null && TenantIdGrammar.IsWellFormed(value) && !TenantIdGrammar.IsReserved(value) ? new(value) : null;
        return id is not null;
    }

    /// <summary>Makes the id that stands for a tenant of an identity provider whose own tenant text is not a tenant id.</summary>
    /// <param name="issuer">The identity provider's issuer text.</param>
    /// <param name="value">The provider's own text for the tenant.</param>
    /// <returns><c>x--</c> and the base32 text (RFC 4648, lower case) of a whole SHA-256 over both texts, each with its length before it.</returns>
    /// <exception cref="ArgumentException">One of the texts is null or empty.</exception>
    public static TenantId FromExternal(string issuer, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(issuer);
        ArgumentException.ThrowIfNullOrEmpty(value);
        return new TenantId(TenantIdGrammar.External(issuer, value));
    }

    /// <inheritdoc />
    public bool Equals([NotNullWhen(true)] TenantId? other) =>
        ReferenceEquals(this, other) || (other is not null && string.Equals(_value, other._value));

    /// <inheritdoc />
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as TenantId);

    /// <inheritdoc />
    public override int GetHashCode() => _value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text of the id.</summary>
    /// <returns>The exact text that <see cref="From"/> was given.</returns>
    public override string ToString() => _value;

    /// <summary>Whether two ids are the same text, by ordinal.</summary>
    /// <param name="left">One id.</param>
    /// <param name="right">The other id.</param>
    /// <returns>True when both are the same id, or both are null.</returns>
    public static bool operator ==(TenantId? left, TenantId? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two ids differ.</summary>
    /// <param name="left">One id.</param>
    /// <param name="right">The other id.</param>
    /// <returns>False when both are the same id, or both are null.</returns>
    public static bool operator !=(TenantId? left, TenantId? right) => !(left == right);
}
