using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using OpenClaw.Tenancy.Analyzers.Operations;

namespace OpenClaw.Tenancy.Analyzers.Queries;

/// <summary>Reports queries that pass by the tenant's filter of what belongs to tenants: OCT1102.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnfilteredQueryAnalyzer : TenancyAnalyzer
{
    private const string TenantFilter = "OpenClaw.Tenancy";
    private const string NameThem = "name the filters that are to be ignored, so that the tenant's stays whatever the context";
    private const string NotIgnored = "the tenant's filter cannot be ignored, so make a context with a permit for the other tenant";
    private const string TakePermit = "no filter reaches SQL, so call PermitRawSql with a permit in this method, and name the tenant in the SQL";
    private const string PastAll = "what is sent on the connection goes past EF Core, so use ExecuteSql with a permit, or row-level security";

    private static readonly ImmutableHashSet<string> SqlOnSets = ImmutableHashSet.Create("FromSql", "FromSqlInterpolated", "FromSqlRaw");

    /// <summary>Makes the analyzer.</summary>
    public UnfilteredQueryAnalyzer()
        : base(Rules.UnfilteredQuery)
    {
    }

    private protected override void Start(CompilationStartAnalysisContext context, LibraryTypes library)
    {
        if (library.Find("OpenClaw.Tenancy.Resources.ITenantOwned") is not { } owned)
        {
            return;
        }

        var types = new QueryTypes(library, owned);
        context.RegisterOperationAction(
            c =>
            {
                var call = (IInvocationOperation)c.Operation;
                if (call.TargetMethod.IsExtensionMethod && call.Arguments.Length != 0 && Problem(call, types) is ({ } entity, var fix))
                {
                    c.ReportDiagnostic(Diagnostic.Create(Rules.UnfilteredQuery, Tree.NameOf(call.Syntax), call.TargetMethod.Name, entity.Name, fix));
                }
            },
            OperationKind.Invocation);
    }

    private static (ITypeSymbol? Entity, string Fix) Problem(IInvocationOperation call, QueryTypes types)
    {
        IMethodSymbol method = call.TargetMethod;
        if (Tree.Is(method.ContainingType, types.Queries) && method.Name == "IgnoreQueryFilters")
        {
            return call.Arguments.Length == 1 ? (Owned(method, types), NameThem)
                : NamesTheTenants(call) ? (Owned(method, types), NotIgnored)
                : default;
        }

        if (Tree.Is(method.ContainingType, types.RelationalQueries) && SqlOnSets.Contains(method.Name))
        {
            return IsPermitted(call) ? default : (Owned(method, types), TakePermit);
        }

        if (!Tree.Is(method.ContainingType, types.Databases))
        {
            return default;
        }

        bool isSql = method.Name.StartsWith("ExecuteSql", StringComparison.Ordinal) || method.Name.StartsWith("SqlQuery", StringComparison.Ordinal);
        return (isSql && !IsPermitted(call)) || method.Name == "GetDbConnection"
            ? (types.OwnedSet(QueryTypes.ContextOf(call.Arguments[0].Value)), isSql ? TakePermit : PastAll)
            : default;
    }

    private static ITypeSymbol? Owned(IMethodSymbol method, QueryTypes types) =>
        method.TypeArguments.Length == 1 && types.IsOwned(method.TypeArguments[0]) ? method.TypeArguments[0] : null;

    private static bool NamesTheTenants(IInvocationOperation call) => call.Arguments[1].Value.DescendantsAndSelf()
        .Any(static o => o.ConstantValue is { HasValue: true, Value: TenantFilter });

    // Where in the method it stands is not followed: that it is asked for at all is what a reader looks for.
    private static bool IsPermitted(IOperation call) => Tree.Root(call).Descendants()
        .Any(static o => o is IInvocationOperation { TargetMethod: { Name: "PermitRawSql" } permit } && LibraryTypes.Has(permit));
}
