using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using OpenClaw.Tenancy.EntityFrameworkCore.Infrastructure;
using OpenClaw.Tenancy.EntityFrameworkCore.Modeling;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Queries;

/// <summary>Looks at a query once, when it is compiled: no permit is asked for here, because the compiled query serves every tenant.</summary>
internal sealed class TenantQueryInterceptor(IDbContextOptions options, QueryFindings findings) : IQueryExpressionInterceptor
{
    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        IModel model = eventData.Context!.Model;
        TenancyModelSettings settings = options.FindExtension<TenancyOptionsExtension>()!.Settings;
        ModelSeal.RequireSound(model, settings);
        findings.HasRawRoots |= RawRoots.In(queryExpression, model);
        return new TenantQueryRewriter(model, settings).Visit(queryExpression);
    }
}
