using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using OpenClaw.Tenancy.EntityFrameworkCore.Modeling;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Queries;

/// <summary>Keeps the tenant's filter in a query, and what it does not reach out of bulk writes.</summary>
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
                return VisitBulk(node, new UpdateTargets(model).Of(node));
            case nameof(EntityFrameworkQueryableExtensions.ExecuteDelete):
                return VisitBulk(node, new UpdateTargets(model).Rows(node.Method.GetGenericArguments()[0]));
            default:
                return base.VisitMethodCall(node);
        }
    }

    // SECURITY: refused for every context, because nothing tells a bulk write of one tenant from that of another once it is compiled.
    private MethodCallExpression VisitBulk(MethodCallExpression node, IEnumerable<IEntityType> targets)
    {
        bool hasTenants = ModelSeal.Require(model).TenantProperties.Count != 0;
        if (hasTenants && targets.Any(entity => TenantShape.IsShared(entity, settings)))
        {
            throw new TenantScopeRequiredException(
                "What is shared across tenants is not written in bulk. Write it with SaveChanges, from a context that is bound to no tenant.");
        }

        return RawRoots.In(node, model)
            ? throw new TenantScopeRequiredException(
                "A bulk write reads SQL of the host's own, or a function of the database, which no filter reaches. Send it as SQL, with a permit: PermitRawSql and ExecuteSql.")
            : (MethodCallExpression)base.VisitMethodCall(node);
    }

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
}
