using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using OpenClaw.Tenancy.Analyzers.Operations;

namespace OpenClaw.Tenancy.Analyzers.Secrets;

/// <summary>Reports secrets, and what carries one, among the arguments of a logger: OCT1106.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LoggedSecretAnalyzer : TenancyAnalyzer
{
    private const string Abstractions = "Microsoft.Extensions.Logging";

    /// <summary>Makes the analyzer.</summary>
    public LoggedSecretAnalyzer()
        : base(Rules.LoggedSecret)
    {
    }

    private protected override void Start(CompilationStartAnalysisContext context, LibraryTypes library)
    {
        if (library.Find(Abstractions + ".ILogger") is not { } logger)
        {
            return;
        }

        var secrets = new SecretSources(library);
        INamedTypeSymbol? messages = library.Find(Abstractions + ".LoggerMessageAttribute");
        INamedTypeSymbol? extensions = library.Find(Abstractions + ".LoggerExtensions");
        context.RegisterOperationAction(
            c =>
            {
                var call = (IInvocationOperation)c.Operation;
                if (IsLogging(call, logger, extensions, messages))
                {
                    Look(c, call, secrets);
                }
            },
            OperationKind.Invocation);
    }

    // A method that is given a logger beside a secret may be a verifier; these are known to write what they are given.
    private static bool IsLogging(IInvocationOperation call, INamedTypeSymbol logger, INamedTypeSymbol? extensions, INamedTypeSymbol? messages) =>
        Tree.Is(call.TargetMethod.ContainingType, extensions)
        || IsLogger(call.Instance?.Type, logger)
        || call.TargetMethod.GetAttributes().Any(a => Tree.Is(a.AttributeClass, messages))
        || (call.TargetMethod.MethodKind == MethodKind.DelegateInvoke && call.Arguments.Length != 0 && IsLogger(Tree.Bare(call.Arguments[0].Value).Type, logger));

    private static bool IsLogger(ITypeSymbol? type, INamedTypeSymbol logger) =>
        type is not null && (Tree.Is(type, logger) || type.AllInterfaces.Any(i => Tree.Is(i, logger)));

    private static void Look(OperationAnalysisContext context, IInvocationOperation call, SecretSources secrets)
    {
        foreach (IOperation piece in Elements.Of(call.Arguments).SelectMany(Elements.Pieces))
        {
            if (secrets.Hold(piece) || secrets.AreCarriedBy(piece.Type))
            {
                context.ReportDiagnostic(Diagnostic.Create(Rules.LoggedSecret, piece.Syntax.GetLocation(), call.TargetMethod.Name, Tree.Text(piece)));
            }
        }
    }
}
