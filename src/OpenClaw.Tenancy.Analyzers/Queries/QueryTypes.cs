using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OpenClaw.Tenancy.Analyzers.Operations;

namespace OpenClaw.Tenancy.Analyzers.Queries;

/// <summary>The types by which queries of tenants' entities are told.</summary>
internal sealed class QueryTypes(LibraryTypes library, INamedTypeSymbol owned)
{
    internal INamedTypeSymbol? Queries { get; } = library.Find("Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions");

    internal INamedTypeSymbol? RelationalQueries { get; } = library.Find("Microsoft.EntityFrameworkCore.RelationalQueryableExtensions");

    internal INamedTypeSymbol? Databases { get; } = library.Find("Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions");

    private readonly INamedTypeSymbol? _context = library.Find("Microsoft.EntityFrameworkCore.DbContext");
    private readonly INamedTypeSymbol? _set = library.Find("Microsoft.EntityFrameworkCore.DbSet`1");

    /// <summary>Whether a type of entity belongs to tenants.</summary>
    internal bool IsOwned(ITypeSymbol type) => Tree.Is(type, owned) || type.AllInterfaces.Any(i => Tree.Is(i, owned))
        || (type is ITypeParameterSymbol parameter && parameter.ConstraintTypes.Any(IsOwned));

    /// <summary>The first of the sets of a context that belongs to tenants, or null.</summary>
    internal INamedTypeSymbol? OwnedSet(ITypeSymbol? context)
    {
        for (; context is not null && !Tree.Is(context, _context); context = context.BaseType)
        {
            foreach (IPropertySymbol property in context.GetMembers().OfType<IPropertySymbol>())
            {
                if (property.Type is INamedTypeSymbol set && Tree.Is(set.OriginalDefinition, _set) && IsOwned(set.TypeArguments[0]))
                {
                    return set.TypeArguments[0] as INamedTypeSymbol;
                }
            }
        }

        return null;
    }

    /// <summary>The context whose <c>Database</c> a call is made on, or null when it is not seen.</summary>
    internal static ITypeSymbol? ContextOf(IOperation database) =>
        Tree.Bare(database) is IPropertyReferenceOperation { Property.Name: "Database", Instance: { } context } ? Tree.Bare(context).Type
        : Tree.Bare(database) is ILocalReferenceOperation local && Tree.OnlyValue(local) is { } only ? ContextOf(only)
        : null;
}
