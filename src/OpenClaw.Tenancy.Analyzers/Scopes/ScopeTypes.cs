using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace OpenClaw.Tenancy.Analyzers.Scopes;

/// <summary>Tells which types belong to one scope: they carry its tenant, or the authority that somebody has in it.</summary>
internal sealed class ScopeTypes
{
    private static readonly ImmutableArray<string> Claims =
    [
        "OpenClaw.Tenancy.Claims.TenantClaim",
        "OpenClaw.Tenancy.Claims.VerifiedTenantClaim",
    ];

    private static readonly ImmutableArray<string> Names =
    [
        "OpenClaw.Tenancy.AspNetCore.Live.LiveConnection",
        "OpenClaw.Tenancy.Auditing.Trails.TrailAccess",
        "OpenClaw.Tenancy.Authorization.AccessPermit",
        "OpenClaw.Tenancy.Contexts.TenantContext",
        "OpenClaw.Tenancy.Secrets.Egress.TenantConnector",
        "OpenClaw.Tenancy.Secrets.SecretLease",
        "OpenClaw.Tenancy.Storage.Files.TenantDirectoryRoot",
        "OpenClaw.Tenancy.Usage.UsageAccess",
        "OpenClaw.Tenancy.Vaults.VaultAccess",
    ];

    private static readonly ImmutableHashSet<string> Holders = ImmutableHashSet.Create(
        "AsyncLocal", "KeyValuePair", "Lazy", "Nullable", "StrongBox", "Task", "ThreadLocal", "Tuple", "ValueTask", "ValueTuple", "WeakReference");

    private readonly ImmutableHashSet<ISymbol> _claims;
    private readonly ImmutableHashSet<ISymbol> _scoped;

    internal ScopeTypes(LibraryTypes library) => (_claims, _scoped) = (library.FindAll(Claims), library.FindAll(Names.Concat(Claims)));

    /// <summary>Whether a type is one of them.</summary>
    internal bool Have(ITypeSymbol? type) => type is not null && _scoped.Contains(type);

    /// <summary>Whether a type is a claim, which may start a scope elsewhere.</summary>
    internal bool AreClaims(ITypeSymbol? type) => type is not null && _claims.Contains(type);

    /// <summary>The one that a type is, or that a collection or holder of the base library keeps, or null.</summary>
    internal ITypeSymbol? KeptBy(ITypeSymbol type) => type switch
    {
        _ when Have(type) => type,
        IArrayTypeSymbol array => KeptBy(array.ElementType),
        INamedTypeSymbol named when Keeps(named) => named.TypeArguments.Select(KeptBy).FirstOrDefault(static t => t is not null),
        _ => null,
    };

    // A type that only names another keeps nothing of it: a delegate, a comparer, the key of an option.
    private static bool Keeps(INamedTypeSymbol type) => type.ContainingNamespace?.ToDisplayString() is { } name && name.StartsWith("System", StringComparison.Ordinal)
        && (Holders.Contains(type.Name) || (type.Name != "ConditionalWeakTable" && type.AllInterfaces.Any(static i => i.SpecialType == SpecialType.System_Collections_IEnumerable)));
}
