using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace OpenClaw.Tenancy.Analyzers.Keys;

/// <summary>Tells by its name whether a text goes where a key or a path is taken.</summary>
internal static class KeyPlaces
{
    private static readonly ImmutableArray<string> Words =
        ["Key", "Path", "Prefix", "File", "Folder", "Directory", "FileName", "BlobName", "ContainerName", "BucketName", "ObjectName", "PartitionName"];

    /// <summary>Whether a text is given to such a parameter, kept under such a name, or given back by such a member.</summary>
    internal static bool Hold(IOperation text, ISymbol member)
    {
        for (IOperation? up = text.Parent; up is not null; up = up.Parent)
        {
            switch (up)
            {
                case IConversionOperation or ICoalesceOperation or IConditionalOperation or IVariableInitializerOperation:
                    break;
                case IArgumentOperation argument:
                    return Is(argument.Parameter);
                case IVariableDeclaratorOperation declarator:
                    return Is(declarator.Symbol);
                case ISimpleAssignmentOperation assignment:
                    return Is(SymbolOf(assignment.Target));
                case IFieldInitializerOperation initializer:
                    return initializer.InitializedFields.Any(Is);
                case IPropertyInitializerOperation initializer:
                    return initializer.InitializedProperties.Any(Is);
                case IReturnOperation:
                    return !IsInLambda(up) && Is((member as IMethodSymbol)?.AssociatedSymbol ?? member);
                default:
                    return false;
            }
        }

        return false;
    }

    private static ISymbol? SymbolOf(IOperation target) => target switch
    {
        IMemberReferenceOperation reference => reference.Member,
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    private static bool Is(ISymbol? symbol) => symbol is not null && !IsElsewhere(symbol) && IsNamed(symbol.Name.TrimStart('_'));

    // What takes keys below a tenant divides them itself, and what takes a path of the web takes none of a store.
    private static bool IsElsewhere(ISymbol symbol) => LibraryTypes.Has(symbol)
        || (symbol.ContainingAssembly?.Name is { } assembly && (assembly.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
            || assembly.StartsWith("System.Net", StringComparison.Ordinal) || assembly.StartsWith("System.Private.Uri", StringComparison.Ordinal)))
        || symbol.ContainingType?.Name is "Uri" or "UriBuilder";

    private static bool IsNamed(string name) =>
        Words.Any(word => name.EndsWith(word, StringComparison.Ordinal) || string.Equals(name, word, StringComparison.OrdinalIgnoreCase));

    private static bool IsInLambda(IOperation operation)
    {
        for (IOperation? up = operation.Parent; up is not null; up = up.Parent)
        {
            if (up is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return true;
            }
        }

        return false;
    }
}
