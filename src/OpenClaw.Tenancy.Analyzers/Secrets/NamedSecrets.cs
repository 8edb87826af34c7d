using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OpenClaw.Tenancy.Analyzers.Operations;

namespace OpenClaw.Tenancy.Analyzers.Secrets;

/// <summary>Tells which values are named like secrets. A name is weak evidence, so what is found by it alone is a suggestion.</summary>
internal static class NamedSecrets
{
    private static readonly ImmutableArray<string> Words = ["ApiKey", "Credential", "Passphrase", "Password", "PrivateKey", "Secret", "Token"];

    // Tokens that are places in a list, and words of a language.
    private static readonly ImmutableArray<string> Others = ["Cancel", "Continuation", "Cursor", "Next", "Page", "Sync", "Syntax", "Previous", "Current", "Json", "Change"];

    internal static bool Has(IOperation value)
    {
        value = Tree.Bare(value);
        return IsText(value.Type) && value switch
        {
            ILocalReferenceOperation local => Is(local.Local.Name),
            IParameterReferenceOperation parameter => Is(parameter.Parameter.Name),
            IFieldReferenceOperation { ConstantValue.HasValue: false } field => Is(field.Field.Name),
            IPropertyReferenceOperation property => Is(property.Property.Name),
            _ => false,
        };
    }

    private static bool Is(string name) =>
        Words.Any(word => name.EndsWith(word, StringComparison.Ordinal) || string.Equals(name.TrimStart('_'), word, StringComparison.OrdinalIgnoreCase))
        && !Others.Any(other => name.IndexOf(other, StringComparison.OrdinalIgnoreCase) >= 0);

    // Text or bytes. A struct that happens to be called a token is none.
    private static bool IsText(ITypeSymbol? type) => type switch
    {
        { SpecialType: SpecialType.System_String } => true,
        IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte or SpecialType.System_Char } => true,
        INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory", TypeArguments.Length: 1 } span =>
            span.TypeArguments[0].SpecialType is SpecialType.System_Byte or SpecialType.System_Char,
        _ => false,
    };
}
