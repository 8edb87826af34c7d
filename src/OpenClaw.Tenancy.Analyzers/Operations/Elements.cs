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
    /// <remarks>Without recursion: a sum has as many levels as pieces.</remarks>
    internal static IEnumerable<IOperation> Pieces(IOperation value)
    {
        ImmutableArray<IOperation>.Builder pieces = ImmutableArray.CreateBuilder<IOperation>();
        var open = new Stack<IOperation>();
        open.Push(value);
        while (open.Count != 0)
        {
            IOperation next = Tree.Bare(open.Pop());
            ImmutableArray<IOperation> parts = PartsOf(next);
            if (parts.IsEmpty)
            {
                pieces.Add(next);
            }

            for (int i = parts.Length - 1; i >= 0; i--)
            {
                open.Push(parts[i]);
            }
        }

        return pieces.ToImmutable();
    }

    /// <summary>Whether a method of <see cref="string"/> builds a text of its arguments.</summary>
    internal static bool IsBuilding(IMethodSymbol method) =>
        method.ContainingType.SpecialType == SpecialType.System_String && method.Name is nameof(string.Concat) or nameof(string.Format) or nameof(string.Join);

    private static ImmutableArray<IOperation> PartsOf(IOperation value) => value switch
    {
        IInterpolatedStringOperation text => [.. text.Parts.Select(static p => p is IInterpolationOperation hole ? hole.Expression : (p as IInterpolatedStringTextOperation)?.Text).OfType<IOperation>()],
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum => [sum.LeftOperand, sum.RightOperand],
        IInvocationOperation call when IsBuilding(call.TargetMethod) => [.. Of(call.Arguments)],
        _ => [],
    };

    private static ImmutableArray<IOperation> OfList(IOperation value) => Tree.Bare(value) switch
    {
        IArrayCreationOperation { Initializer: { } list } => list.ElementValues,
        ICollectionExpressionOperation list => list.Elements,
        _ => [value],
    };
}
