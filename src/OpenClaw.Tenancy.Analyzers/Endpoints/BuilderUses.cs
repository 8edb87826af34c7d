using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OpenClaw.Tenancy.Analyzers.Operations;

namespace OpenClaw.Tenancy.Analyzers.Endpoints;

/// <summary>Follows a builder through one member, to tell whether anything says what its endpoints take, or may.</summary>
/// <remarks>What is not understood may say it: a builder that is given back, kept or passed on is somebody else's business.</remarks>
internal sealed class BuilderUses(EndpointTypes types)
{
    private readonly HashSet<ISymbol> _followed = new(SymbolEqualityComparer.Default);

    /// <summary>Whether the one use that an operation is put to says it, or may.</summary>
    internal bool MaySay(IOperation builder) => builder.Parent switch
    {
        IConversionOperation conversion => MaySay(conversion),
        IExpressionStatementOperation => false,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => MaySay(declarator.Symbol, builder),
        ISimpleAssignmentOperation { Target: IDiscardOperation } => false,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation local } assignment => assignment.Target == builder ? false : MaySay(local.Local, builder),
        IArgumentOperation { Parent: IInvocationOperation call } argument => !types.TakesRoutes(argument.Parameter) && (!IsChained(argument, call) || IsSaidBy(call)),
        IInvocationOperation call when call.Instance == builder => IsSaidBy(call),
        _ => true,
    };

    /// <summary>Whether any use of a local or parameter says it, or may.</summary>
    internal bool MaySay(ISymbol variable, IOperation where) => _followed.Add(variable) && Tree.Root(where).Descendants()
        .Any(o => Tree.Is(VariableOf(o), variable) && MaySay(o));

    private bool IsSaidBy(IInvocationOperation call) => EndpointTypes.IsSaying(call.TargetMethod) || types.MaySay(call.TargetMethod)
        || (types.IsBuilder(call.Type) && !types.IsMapping(call.TargetMethod) && MaySay(call));

    private static bool IsChained(IArgumentOperation argument, IInvocationOperation call) =>
        call.TargetMethod.IsExtensionMethod && argument.Parameter?.Ordinal == 0;

    private static ISymbol? VariableOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };
}
