using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace OpenClaw.Tenancy.Analyzers;

/// <summary>The types that a compilation sees, by the names that metadata has for them: the analyzers reference no assembly of the library.</summary>
internal sealed class LibraryTypes
{
    // By name and not by prefix: a host may call itself after the library.
    private static readonly ImmutableHashSet<string> Packages = ImmutableHashSet.Create(
        "OpenClaw.Tenancy",
        "OpenClaw.Tenancy.AspNetCore",
        "OpenClaw.Tenancy.EntityFrameworkCore",
        "OpenClaw.Tenancy.Hosting",
        "OpenClaw.Tenancy.Ingress",
        "OpenClaw.Tenancy.PostgreSql",
        "OpenClaw.Tenancy.Secrets",
        "OpenClaw.Tenancy.Testing",
        "OpenClaw.Tenancy.Tokens");

    private readonly Compilation _compilation;

    private LibraryTypes(Compilation compilation, INamedTypeSymbol tenantId) => (_compilation, TenantId) = (compilation, tenantId);

    internal INamedTypeSymbol TenantId { get; }

    internal IAssemblySymbol Source => _compilation.Assembly;

    /// <summary>The types, or null where the library is not referenced.</summary>
    internal static LibraryTypes? Find(Compilation compilation) =>
        compilation.GetTypeByMetadataName("OpenClaw.Tenancy.TenantId") is { } tenantId ? new LibraryTypes(compilation, tenantId) : null;

    /// <summary>Whether a symbol is one of the library's own.</summary>
    internal static bool Has(ISymbol symbol) => symbol.ContainingAssembly is { } assembly && Packages.Contains(assembly.Name);

    /// <summary>Whether an assembly can use a package of the library, so that what it does with one is not known here.</summary>
    internal static bool IsSeenBy(IAssemblySymbol assembly, string package) => assembly.Name == package
        || assembly.Modules.Any(m => m.ReferencedAssemblies.Any(r => r.Name == package));

    /// <summary>A type by its name in metadata, or null where the compilation does not see it.</summary>
    internal INamedTypeSymbol? Find(string name) => _compilation.GetTypeByMetadataName(name);

    /// <summary>The types of these names that the compilation sees.</summary>
    internal ImmutableHashSet<ISymbol> FindAll(IEnumerable<string> names) =>
        names.Select(Find).OfType<ISymbol>().ToImmutableHashSet(SymbolEqualityComparer.Default);
}
