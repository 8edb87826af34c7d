using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using OpenClaw.Tenancy.Analyzers.Operations;

namespace OpenClaw.Tenancy.Analyzers.Secrets;

/// <summary>Reports comparisons of secrets that answer the sooner the earlier they differ: OCT1104, and OCT1109 for what is only named like one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ComparedSecretAnalyzer : TenancyAnalyzer
{
    private static readonly ImmutableHashSet<string> Comparing =
        ImmutableHashSet.Create("Compare", "CompareOrdinal", "CompareTo", "Equals", "SequenceCompareTo", "SequenceEqual");

    private static readonly ImmutableHashSet<string> Comparers =
        ImmutableHashSet.Create("String", "Object", "MemoryExtensions", "Enumerable", "StringComparer", "EqualityComparer", "IEqualityComparer", "PresentedCredential");

    /// <summary>Makes the analyzer.</summary>
    public ComparedSecretAnalyzer()
        : base(Rules.ComparedSecret, Rules.ComparedByName)
    {
    }

    private protected override void Start(CompilationStartAnalysisContext context, LibraryTypes library)
    {
        var secrets = new SecretSources(library);
        context.RegisterOperationAction(c => LookAtOperator(c, secrets), OperationKind.Binary);
        context.RegisterOperationAction(c => LookAtCall(c, secrets), OperationKind.Invocation);
    }

    private static void LookAtOperator(OperationAnalysisContext context, SecretSources secrets)
    {
        var binary = (IBinaryOperation)context.Operation;
        if (binary.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals && IsText(binary.LeftOperand) && IsText(binary.RightOperand))
        {
            Look(context, secrets, [binary.LeftOperand, binary.RightOperand], binary.OperatorKind == BinaryOperatorKind.Equals ? "==" : "!=");
        }
    }

    private static void LookAtCall(OperationAnalysisContext context, SecretSources secrets)
    {
        var call = (IInvocationOperation)context.Operation;
        if (Comparing.Contains(call.TargetMethod.Name) && (Comparers.Contains(call.TargetMethod.ContainingType.Name) || secrets.AreCarriedBy(call.Instance?.Type)))
        {
            IEnumerable<IOperation> given = call.Arguments.Select(static a => a.Value);
            bool hasOwn = call.Instance is not null && call.TargetMethod.ContainingType.Name is "String" or "Object" or "ValueType" or "PresentedCredential";
            Look(context, secrets, [.. (hasOwn ? given.Prepend(call.Instance!) : given).Take(2)], call.TargetMethod.Name);
        }
    }

    private static void Look(OperationAnalysisContext context, SecretSources secrets, IOperation[] sides, string way)
    {
        if (sides.Length != 2 || sides.Any(IsNothing) || Tree.IsExpression(context.Operation))
        {
            return;
        }

        IOperation? secret = sides.FirstOrDefault(s => secrets.Hold(s) || (Tree.Bare(s).Type?.IsValueType == true && secrets.AreCarriedBy(Tree.Bare(s).Type)));
        DiagnosticDescriptor rule = secret is null ? Rules.ComparedByName : Rules.ComparedSecret;
        secret ??= sides.Any(static s => s.ConstantValue.HasValue) ? null : sides.FirstOrDefault(NamedSecrets.Has);
        if (secret is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(rule, context.Operation.Syntax.GetLocation(), Tree.Text(Tree.Bare(secret)), way));
        }
    }

    private static bool IsText(IOperation side) => side.Type?.SpecialType == SpecialType.System_String;

    // Whether there is one at all is no secret.
    private static bool IsNothing(IOperation side) => Tree.Bare(side) is IDefaultValueOperation
        || side.ConstantValue is { HasValue: true, Value: null or "" }
        || Tree.Bare(side) is IFieldReferenceOperation { Field: { Name: "Empty", ContainingType.SpecialType: SpecialType.System_String } };
}
