using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Tenancy.Scopes;

/// <summary>A scope name on an axis: global, or of one tenant. A scope on one axis never counts on another.</summary>
/// <remarks>Text forms: <c>operator.read</c> (global) and <c>operator.read@acme</c>. Immutable and safe for use by many threads.</remarks>
public sealed class TenantScopedScope : IEquatable<TenantScopedScope>
{
    private TenantScopedScope(string name, TenantId? tenant) => (Name, Tenant) = (name, tenant);

    /// <summary>The name without its axis, such as <c>operator.read</c>.</summary>
    public string Name { get; }

    /// <summary>The tenant whose axis the scope is on, or null when it is global.</summary>
    public TenantId? Tenant { get; }

    /// <summary>Whether the scope is on the global axis, which only platform principals have.</summary>
    public bool IsGlobal => Tenant is null;

    /// <summary>A scope on the global axis.</summary>
    /// <param name="name">The scope's name.</param>
    /// <returns>The scope.</returns>
    /// <exception cref="ArgumentException">The name is outside the grammar.</exception>
    public static TenantScopedScope Global(string name) => new(ScopeName.Require(name), null);

    /// <summary>A scope on one tenant's axis.</summary>
    /// <param name="name">The scope's name.</param>
    /// <param name="tenant">The tenant.</param>
    /// <returns>The scope.</returns>
    /// <exception cref="ArgumentException">The name is outside the grammar.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="tenant"/> is null.</exception>
    public static TenantScopedScope ForTenant(string name, TenantId tenant)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return new TenantScopedScope(ScopeName.Require(name), tenant);
    }

    /// <summary>Reads a text form. The tenant part must be a tenant id that a text can name.</summary>
    /// <param name="text">The text form.</param>
    /// <param name="scope">The scope, or null when the text is none.</param>
    /// <returns>Whether the text is a scope.</returns>
    public static bool TryFrom([NotNullWhen(true)] string? text, [NotNullWhen(true)] out TenantScopedScope? scope)
    {
        scope = null;
        if (text is null || !TrySplit(text, out string? name, out string? tenantText))
        {
            return false;
        }

        if (tenantText is null)
        {
            scope = new TenantScopedScope(name, null);
            return true;
        }

        scope = TenantId.TryFrom(tenantText, out TenantId? tenant) ? new TenantScopedScope(name, tenant) : null;
        return scope is not null;
    }

    /// <inheritdoc />
    public bool Equals([NotNullWhen(true)] TenantScopedScope? other) =>
        other is not null && string.Equals(Name, other.Name) && Tenant == other.Tenant;

    /// <inheritdoc />
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as TenantScopedScope);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Name, Tenant);

    /// <summary>The text form, which <see cref="TryFrom"/> reads.</summary>
    /// <returns>The name, and <c>@</c> with the tenant where the scope is a tenant's.</returns>
    public override string ToString() => Tenant is null ? Name : $"{Name}@{Tenant}";

    // The tenant part is returned as text, because only a directory may say which tenant an issuer's text means.
    internal static bool TrySplit(string text, [NotNullWhen(true)] out string? name, out string? tenantText)
    {
        int at = text.IndexOf('@', StringComparison.Ordinal);
        name = at < 0 ? text : text[..at];
        tenantText = at < 0 ? null : text[(at + 1)..];
        return ScopeName.IsWellFormed(name);
    }
}
