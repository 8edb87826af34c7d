using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OpenClaw.Tenancy.Analyzers.Operations;

namespace OpenClaw.Tenancy.Analyzers.Scopes;

/// <summary>Finds what belongs to one scope in what is handed to work elsewhere.</summary>
internal sealed class Captures(ScopeTypes scopes)
{
    /// <summary>What a value is or takes along of a scope, or null.</summary>
    internal IOperation? In(IOperation given)
    {
        given = Tree.Bare(given);
        return given switch
        {
            _ when scopes.Have(given.Type) => given,
            IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda } => InLambda(lambda),
            IDelegateCreationOperation { Target: IMethodReferenceOperation { Instance: { } instance } } when scopes.Have(Tree.Bare(instance).Type) => instance,
            _ => null,
        };
    }

    private IOperation? InLambda(IAnonymousFunctionOperation lambda) => lambda.Body.Descendants()
        .FirstOrDefault(o => scopes.Have(o.Type) && IsFromOutside(o, lambda) && !StartsScope(o));

    private static bool IsFromOutside(IOperation operation, IAnonymousFunctionOperation lambda) => operation switch
    {
        ILocalReferenceOperation local => !IsInside(local.Local, lambda),
        IParameterReferenceOperation parameter => !IsInside(parameter.Parameter, lambda),
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => true,
        IMemberReferenceOperation { Instance: { } instance } => IsFromOutside(Tree.Bare(instance), lambda),
        _ => false,
    };

    private static bool IsInside(ISymbol symbol, IAnonymousFunctionOperation lambda) => symbol.DeclaringSyntaxReferences
        .Any(d => d.SyntaxTree == lambda.Syntax.SyntaxTree && lambda.Syntax.Span.Contains(d.Span));

    // A claim may start a scope of its own there; it is looked at again at each use.
    private bool StartsScope(IOperation operation) => scopes.AreClaims(operation.Type) && operation.Parent is IArgumentOperation { Parent: IInvocationOperation call }
        && LibraryTypes.Has(call.TargetMethod) && call.TargetMethod.Name is "RunAsync" or "SealAsync" or "Bind";
}
