using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OpenClaw.Tenancy.Analyzers.Operations;

namespace OpenClaw.Tenancy.Analyzers.Ids;

/// <summary>Tells which calls compare or change texts by more than their characters.</summary>
internal sealed class LooseComparisons(LibraryTypes library)
{
    private const string Ordinal = "Ordinal";

    private static readonly ImmutableHashSet<string> Cased = ImmutableHashSet.Create("ToLower", "ToUpper", "ToLowerInvariant", "ToUpperInvariant");

    // Without a StringComparison these go by the culture where they are given a text, and by the character where they are given one.
    private static readonly ImmutableHashSet<string> Cultural = ImmutableHashSet.Create("StartsWith", "EndsWith", "IndexOf", "LastIndexOf");

    private readonly INamedTypeSymbol? _comparison = library.Find("System.StringComparison");
    private readonly INamedTypeSymbol? _comparer = library.Find("System.StringComparer");
    private readonly INamedTypeSymbol? _culture = library.Find("System.Globalization.CompareInfo");

    internal bool Are(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (Tree.Is(method.ContainingType, _culture))
        {
            return true;
        }

        if (Tree.Is(method.ContainingType, _comparer))
        {
            return call.Instance is { } comparer && Tree.Bare(comparer) is IPropertyReferenceOperation { Property: { IsStatic: true, Name: not Ordinal } };
        }

        return method.ContainingType.SpecialType == SpecialType.System_String && AreOfText(call, method);
    }

    private bool AreOfText(IInvocationOperation call, IMethodSymbol method)
    {
        if (Cased.Contains(method.Name))
        {
            return true;
        }

        if (call.Arguments.FirstOrDefault(a => Tree.Is(a.Parameter?.Type, _comparison)) is { } said)
        {
            // A comparison that is not written here is somebody else's choice.
            return Tree.Bare(said.Value) is IFieldReferenceOperation { Field: { IsConst: true, Name: not Ordinal } };
        }

        // A database has no culture, and these are the ways to write its comparison.
        return !Tree.IsExpression(call) && (method.Name is "Compare" or "CompareTo" || Folds(call)
            || (Cultural.Contains(method.Name) && method.Parameters[0].Type.SpecialType == SpecialType.System_String));
    }

    private static bool Folds(IInvocationOperation call) =>
        call.TargetMethod.Name is "StartsWith" or "EndsWith" && call.Arguments.Any(static a => a.Parameter?.Type.SpecialType == SpecialType.System_Boolean);
}
