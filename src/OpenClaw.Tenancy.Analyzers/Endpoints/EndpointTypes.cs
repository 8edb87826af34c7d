using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using OpenClaw.Tenancy.Analyzers.Operations;

namespace OpenClaw.Tenancy.Analyzers.Endpoints;

/// <summary>Tells which methods map endpoints, and which say what an endpoint takes.</summary>
internal sealed class EndpointTypes
{
    private const string Package = "OpenClaw.Tenancy.AspNetCore";

    private static readonly ImmutableHashSet<string> Words = ImmutableHashSet.Create("AllowTenantless", "RequirePlatformScope", "RequireTenantScope");

    // The actions behind these say it with attributes, which the check at start reads.
    private static readonly ImmutableHashSet<string> Controllers = ImmutableHashSet.Create(
        "MapAreaControllerRoute", "MapControllerRoute", "MapControllers", "MapDefaultControllerRoute", "MapDynamicControllerRoute", "MapFallbackToAreaController", "MapFallbackToController");

    // These add to an endpoint what their argument says.
    private static readonly ImmutableHashSet<string> Conventions = ImmutableHashSet.Create("Add", "Finally", "WithMetadata");

    private readonly LibraryTypes _library;
    private readonly INamedTypeSymbol _routes;
    private readonly INamedTypeSymbol _builder;
    private readonly INamedTypeSymbol? _application;
    private readonly ConcurrentDictionary<ISymbol, bool> _aware = new(SymbolEqualityComparer.Default);

    private EndpointTypes(LibraryTypes library, INamedTypeSymbol routes, INamedTypeSymbol builder) =>
        (_library, _routes, _builder, _application) = (library, routes, builder, library.Find("Microsoft.AspNetCore.Builder.WebApplication"));

    /// <summary>The types, or null where the compilation has no endpoints or no words for them.</summary>
    internal static EndpointTypes? Find(LibraryTypes library) =>
        library.Find("Microsoft.AspNetCore.Builder.TenancyEndpointConventionBuilderExtensions") is not null
        && library.Find("Microsoft.AspNetCore.Routing.IEndpointRouteBuilder") is { } routes
        && library.Find("Microsoft.AspNetCore.Builder.IEndpointConventionBuilder") is { } builder ? new EndpointTypes(library, routes, builder) : null;

    /// <summary>Whether a method maps endpoints of a framework that knows nothing of tenancy.</summary>
    internal bool IsMapping(IMethodSymbol method) => method.Name.StartsWith("Map", StringComparison.Ordinal) && method.Name != "MapGroup" && !Controllers.Contains(method.Name)
        && method is { IsExtensionMethod: true, Parameters.Length: > 0 } && IsRoutes(method.Parameters[0].Type) && IsBuilder(method.ReturnType) && !IsAware(method.ContainingAssembly);

    /// <summary>Whether a method says what an endpoint takes.</summary>
    internal static bool IsSaying(IMethodSymbol method) => Words.Contains(method.Name) && LibraryTypes.Has(method);

    /// <summary>Whether a method may say it, because nobody here knows what it does.</summary>
    internal bool MaySay(IMethodSymbol method) => Conventions.Contains(method.Name) || (IsAware(method.ContainingAssembly) && !LibraryTypes.Has(method));

    /// <summary>Whether a parameter takes routes and nothing else: through it nothing is said of a group.</summary>
    internal bool TakesRoutes(IParameterSymbol? parameter) => Tree.Is(parameter?.Type, _routes);

    internal bool IsRoutes(ITypeSymbol? type) => Implements(type, _routes);

    internal bool IsBuilder(ITypeSymbol? type) => Implements(type, _builder);

    internal bool IsApplication(ITypeSymbol? type) => Tree.Is(type, _application);

    /// <summary>Whether a method was written in this compilation.</summary>
    internal bool IsOwn(IMethodSymbol method) => Tree.Is(method.ContainingAssembly, _library.Source);

    private bool IsAware(IAssemblySymbol? assembly) => assembly is not null
        && _aware.GetOrAdd(assembly, _ => Tree.Is(assembly, _library.Source) || LibraryTypes.IsSeenBy(assembly, Package));

    private static bool Implements(ITypeSymbol? type, INamedTypeSymbol contract) => type is not null
        && (Tree.Is(type, contract) || type.AllInterfaces.Any(i => Tree.Is(i, contract))
            || (type is ITypeParameterSymbol parameter && parameter.ConstraintTypes.Any(c => Implements(c, contract))));
}
