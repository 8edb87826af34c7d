using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using OpenClaw.Tenancy.Analyzers.Ids;
using OpenClaw.Tenancy.Analyzers.Operations;

namespace OpenClaw.Tenancy.Analyzers.Keys;

/// <summary>Reports keys and paths that are built of a tenant's id by hand: OCT1103.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BuiltKeyAnalyzer : TenancyAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public BuiltKeyAnalyzer()
        : base(Rules.BuiltKey)
    {
    }

    private protected override void Start(CompilationStartAnalysisContext context, LibraryTypes library)
    {
        var tenants = new IdTexts(library.FindAll(["OpenClaw.Tenancy.TenantId"]));
        INamedTypeSymbol? paths = library.Find("System.IO.Path");
        context.RegisterOperationAction(
            c =>
            {
                if (IsBuilt(c.Operation, paths) && Names(c.Operation, tenants) && IsKey(c.Operation, paths, c.ContainingSymbol))
                {
                    c.ReportDiagnostic(Diagnostic.Create(Rules.BuiltKey, c.Operation.Syntax.GetLocation(), Tree.Text(c.Operation)));
                }
            },
            OperationKind.InterpolatedString,
            OperationKind.Binary,
            OperationKind.Invocation);
    }

    // The outermost alone: a text that is a piece of another is looked at with that.
    private static bool IsBuilt(IOperation operation, INamedTypeSymbol? paths) => operation switch
    {
        IInvocationOperation call => IsJoined(call, paths) || (Elements.IsBuilding(call.TargetMethod) && !IsPiece(operation, paths)),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } => !IsPiece(operation, paths),
        IInterpolatedStringOperation => !IsPiece(operation, paths),
        _ => false,
    };

    private static bool IsJoined(IInvocationOperation call, INamedTypeSymbol? paths) =>
        Tree.Is(call.TargetMethod.ContainingType, paths) && call.TargetMethod.Name is "Combine" or "Join";

    private static bool IsPiece(IOperation operation, INamedTypeSymbol? paths)
    {
        for (IOperation? up = operation.Parent; up is not null; up = up.Parent)
        {
            switch (up)
            {
                case IInterpolatedStringOperation:
                case IBinaryOperation { Type.SpecialType: SpecialType.System_String }:
                    return true;
                case IInvocationOperation call:
                    return IsJoined(call, paths) || Elements.IsBuilding(call.TargetMethod);
                case IConversionOperation or IInterpolationOperation or IArgumentOperation or IArrayInitializerOperation or IArrayCreationOperation or ICollectionExpressionOperation:
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    private static bool Names(IOperation built, IdTexts tenants)
    {
        IEnumerable<IOperation> given = built is IInvocationOperation call ? Elements.Of(call.Arguments) : [built];
        IOperation[] pieces = [.. given.SelectMany(Elements.Pieces)];
        return pieces.Length > 1 && pieces.Any(tenants.Are) && !pieces.Any(IsProse);
    }

    // White space is in sentences and in SQL; an address of the web is no key of a store.
    private static bool IsProse(IOperation piece) =>
        piece.ConstantValue is { HasValue: true, Value: string text } && (text.Any(char.IsWhiteSpace) || text.StartsWith("http", System.StringComparison.Ordinal));

    private static bool IsKey(IOperation built, INamedTypeSymbol? paths, ISymbol member) =>
        (built is IInvocationOperation call && IsJoined(call, paths)) || KeyPlaces.Hold(built, member);
}
