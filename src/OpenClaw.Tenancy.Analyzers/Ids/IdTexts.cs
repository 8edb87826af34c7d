using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OpenClaw.Tenancy.Analyzers.Operations;

namespace OpenClaw.Tenancy.Analyzers.Ids;

/// <summary>Tells what is an id of the library, or the text of one.</summary>
internal sealed class IdTexts(ImmutableHashSet<ISymbol> ids)
{
    private const string Tenant = "Tenant";

    /// <summary>Whether a value is an id or its text, also by way of a local that has no other value.</summary>
    internal bool Are(IOperation value)
    {
        value = Tree.Bare(value);
        return IsId(value.Type) || value switch
        {
            IInvocationOperation { TargetMethod.Name: nameof(ToString), Instance: { } instance } => IsId(Tree.Bare(instance).Type),
            IConditionalAccessOperation access => Are(access.WhenNotNull),
            ICoalesceOperation coalesce => Are(coalesce.Value),
            IPropertyReferenceOperation { Type.SpecialType: SpecialType.System_String } property => property.Property.Name == Tenant && LibraryTypes.Has(property.Property),
            ILocalReferenceOperation local => Tree.OnlyValue(local) is { } only && Are(only),
            _ => false,
        };
    }

    private bool IsId(ITypeSymbol? type) => type is not null && ids.Contains(type);
}
