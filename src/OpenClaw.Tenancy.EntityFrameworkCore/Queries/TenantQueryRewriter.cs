using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using OpenClaw.Tenancy.EntityFrameworkCore.Modeling;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Queries;

/// <summary>Keeps the tenant's filter in a query, and marks what the filter does not reach.</summary>
internal sealed class TenantQueryRewriter(IModel model, TenancyModelSettings settings) : ExpressionVisitor
{
    private static readonly MethodInfo IgnoreByName = typeof(EntityFrameworkQueryableExtensions).GetMethods()
        .Single(static m => m.Name == nameof(EntityFrameworkQueryableExtensions.IgnoreQueryFilters) && m.GetParameters().Length == 2);

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        if (node.Method.DeclaringType != typeof(EntityFrameworkQueryableExtensions))
        {
            return base.VisitMethodCall(node);
        }

        switch (node.Method.Name)
        {
            case nameof(EntityFrameworkQueryableExtensions.IgnoreQueryFilters):
                return KeepTheTenant(node);
            case nameof(EntityFrameworkQueryableExtensions.ExecuteUpdate):
                return MarkShared((MethodCallExpression)base.VisitMethodCall(node), UpdateTargets.Of(node, ModelSeal.Require(model)));
            case nameof(EntityFrameworkQueryableExtensions.ExecuteDelete):
                return MarkShared((MethodCallExpression)base.VisitMethodCall(node), node.Method.GetGenericArguments());
            default:
                return base.VisitMethodCall(node);
        }
    }

    // A root that is no plain entity is SQL or a function of the host's, and says of itself what its tenant column holds.
    protected override Expression VisitExtension(Expression node) => node switch
    {
        EntityQueryRootExpression when node.GetType() == typeof(EntityQueryRootExpression) => node,
        QueryRootExpression root => Tagged(root, root.ElementType, QueryTags.RawSql),
        _ => base.VisitExtension(node),
    };

    private MethodCallExpression MarkShared(MethodCallExpression node, IEnumerable<Type> targets) =>
        targets.Any(type => model.FindEntityTypes(type).Any(entity => TenantShape.IsShared(entity, settings)))
            ? node.Update(null, [Tagged(node.Arguments[0], node.Method.GetGenericArguments()[0], QueryTags.SharedWrite), .. node.Arguments.Skip(1)])
            : node;

    // SECURITY: every filter may be ignored but the tenant's. EF Core itself ignores all of them when it reloads an entry.
    private Expression KeepTheTenant(MethodCallExpression node)
    {
        Expression source = Visit(node.Arguments[0]);
        if (node.Arguments.Count == 1)
        {
            string[] others = [.. model.GetEntityTypes().SelectMany(static e => e.GetDeclaredQueryFilters())
                .Select(static filter => filter.Key!).Where(static key => key != TenancyModel.FilterName).Distinct()];
            return others.Length == 0
                ? source
                : Expression.Call(IgnoreByName.MakeGenericMethod(node.Method.GetGenericArguments()), source, Expression.Constant(others, typeof(IReadOnlyCollection<string>)));
        }

        if (node.Arguments[1] is not ConstantExpression { Value: IEnumerable<string> names } || names.Contains(TenancyModel.FilterName, StringComparer.Ordinal))
        {
            throw new TenantScopeRequiredException(
                "The tenant's filter cannot be ignored. To act for another tenant, make a context with a permit for it; to ignore other filters, write their names into the query.");
        }

        return node.Update(null, [source, node.Arguments[1]]);
    }

    private static MethodCallExpression Tagged(Expression source, Type element, string tag) =>
        Expression.Call(typeof(EntityFrameworkQueryableExtensions), nameof(EntityFrameworkQueryableExtensions.TagWith), [element], source, Expression.Constant(tag));
}
