using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Reading;

/// <summary>Ignores the filters of every query that gives rows, as an interceptor for a recycle bin does.</summary>
public sealed class IgnoringInterceptor : IQueryExpressionInterceptor
{
    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData) =>
        typeof(IQueryable).IsAssignableFrom(queryExpression.Type)
            ? Expression.Call(
                typeof(EntityFrameworkQueryableExtensions), nameof(EntityFrameworkQueryableExtensions.IgnoreQueryFilters),
                [queryExpression.Type.GetGenericArguments()[0]], queryExpression)
            : queryExpression;
}
