using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace OpenClaw.Tenancy.Analyzers.Operations;

/// <summary>Takes apart what is given as one and means several: the list behind <c>params</c>, and the pieces of a text that is built.</summary>
internal static class Elements
{
    /// <summary>The arguments of a call, each of a <c>params</c> list for itself.</summary>
    internal static IEnumerable<IOperation> Of(IEnumerable<IArgumentOperation> arguments) => arguments.SelectMany(static a => OfList(a.Value));

    /// <summary>The pieces of a text that is built of several, literals among them; of any other value itself.</summary>
    internal static IEnumerable<IOperation> Pieces(IOperation value)
    {
        value = Tree.Bare(value);
        return value switch
        {
            IInterpolatedStringOperation text => text.Parts.SelectMany(Piece),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum => Pieces(sum.LeftOperand).Concat(Pieces(sum.RightOperand)),
            IInvocationOperation call when IsBuilding(call.TargetMethod) => Of(call.Arguments).SelectMany(Pieces),
            _ => [value],
        };
    }

    /// <summary>Whether a method of <see cref="string"/> builds a text of its arguments.</summary>
    internal static bool IsBuilding(IMethodSymbol method) =>
        method.ContainingType.SpecialType == SpecialType.System_String && method.Name is nameof(string.Concat) or nameof(string.Format) or nameof(string.Join);

    private static IEnumerable<IOperation> Piece(IInterpolatedStringContentOperation part) => part switch
    {
        IInterpolatedStringTextOperation text => [text.Text],
        IInterpolationOperation hole => Pieces(hole.Expression),
        _ => [],
    };

    private static ImmutableArray<IOperation> OfList(IOperation value) => Tree.Bare(value) switch
    {
        IArrayCreationOperation { Initializer: { } list } => list.ElementValues,
        ICollectionExpressionOperation list => list.Elements,
        _ => [value],
    };
}
