using OpenClaw.Tenancy.Authorization;

namespace OpenClaw.Tenancy.Testing;

/// <summary>The action for which a store demands a permit, in the words with which the store asks <see cref="PolicyEngine.Action"/> for it.</summary>
/// <param name="requiredScope">The name of the scope that it takes.</param>
/// <param name="name">Its name in audit records, or null for the scope's.</param>
/// <param name="kind">What it acts on. Default: a tenant's data.</param>
/// <exception cref="ArgumentException"><paramref name="requiredScope"/> is null or empty.</exception>
/// <remarks>Immutable.</remarks>
public sealed class StoreAction(string requiredScope, string? name = null, AccessActionKind kind = AccessActionKind.Tenant)
{
    /// <summary>The name of the scope that it takes.</summary>
    public string RequiredScope { get; } = !string.IsNullOrEmpty(requiredScope)
        ? requiredScope : throw new ArgumentException("Name the scope that the store's action takes.", nameof(requiredScope));

    /// <summary>Its name in audit records.</summary>
    public string Name { get; } = name ?? requiredScope;

    /// <summary>What it acts on.</summary>
    public AccessActionKind Kind { get; } = kind;

    internal bool IsSameAs(StoreAction other) =>
        string.Equals(RequiredScope, other.RequiredScope) && string.Equals(Name, other.Name) && Kind == other.Kind;
}
