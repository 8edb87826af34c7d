using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace OpenClaw.Tenancy.Analyzers.Operations;

/// <summary>Ways through the operations of a member.</summary>
internal static class Tree
{
    /// <summary>What the whole member does that an operation is a part of.</summary>
    internal static IOperation Root(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }

    /// <summary>What stands behind the conversions around an operation.</summary>
    internal static IOperation Bare(IOperation operation)
    {
        while (operation is IConversionOperation conversion)
        {
            operation = conversion.Operand;
        }

        return operation;
    }

    /// <summary>The one value that a local ever has, or null when it is written anywhere else or by nothing that is seen.</summary>
    /// <remarks>The value stands before the reference, so that whoever goes on from it comes to an end: code that is being typed has circles.</remarks>
    internal static IOperation? OnlyValue(ILocalReferenceOperation reference)
    {
        ISymbol local = reference.Local;
        IOperation? value = null;
        foreach (IOperation operation in Root(reference).Descendants())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when Is(declarator.Symbol, local):
                    value = declarator.GetVariableInitializer()?.Value;
                    break;
                case ILocalReferenceOperation other when Is(other.Local, local) && IsWritten(other):
                    return null;
            }
        }

        return value is not null && value.Syntax.Span.End <= reference.Syntax.SpanStart ? value : null;
    }

    /// <summary>Whether the value of an operation is dropped where it stands.</summary>
    internal static bool IsDropped(IOperation operation) => operation.Parent switch
    {
        IExpressionStatementOperation => true,
        IConversionOperation conversion => IsDropped(conversion),
        ISimpleAssignmentOperation { Target: IDiscardOperation } => true,
        _ => false,
    };

    /// <summary>Whether an operation is never run here, but handed on as an expression, which a database runs by its own rules.</summary>
    internal static bool IsExpression(IOperation operation)
    {
        for (IOperation? up = operation; up is not null; up = up.Parent)
        {
            if (up is IAnonymousFunctionOperation { Parent.Type: INamedTypeSymbol { Name: "Expression", ContainingNamespace.Name: "Expressions" } })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The name of a call, where its diagnostic stands.</summary>
    internal static Location NameOf(SyntaxNode call) => call switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name.Identifier.GetLocation(),
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } => binding.Name.Identifier.GetLocation(),
        _ => call.GetLocation(),
    };

    /// <summary>The source of an operation, short enough for a message.</summary>
    internal static string Text(IOperation operation)
    {
        string text = operation.Syntax.ToString();
        int end = text.IndexOfAny(['\r', '\n']);
        end = end < 0 ? text.Length : end;
        return end > 60 ? text.Substring(0, 60) + "..." : text.Substring(0, end);
    }

    internal static bool Is(ISymbol? left, ISymbol? right) => SymbolEqualityComparer.Default.Equals(left, right);

    private static bool IsWritten(IOperation reference) => reference.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == reference,
        IIncrementOrDecrementOperation => true,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
        ITupleOperation { Parent: IDeconstructionAssignmentOperation } => true,
        IDeclarationExpressionOperation => true,
        _ => false,
    };
}
