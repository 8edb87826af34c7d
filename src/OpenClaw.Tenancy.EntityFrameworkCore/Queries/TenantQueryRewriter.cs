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
    /// <summary>The mark that travels from a compiled query into the text of its command, where each execution is looked at.</summary>
    internal const string RawSqlTag = "openclaw.tenancy:raw";

    private static readonly MethodInfo IgnoreByName = typeof(EntityFrameworkQueryableExtensions).GetMethods()
        .Single(static m => m.Name == nameof(EntityFrameworkQueryableExtensions.IgnoreQueryFilters) && m.GetParameters().Length == 2);

    private bool _inBulk;

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        if (node.Method.DeclaringType != typeof(EntityFrameworkQueryableExtensions))
        {
            return model.FindDbFunction(node.Method) is { IsScalar: false }
                ? Marked(base.VisitMethodCall(node), node.Type.GetGenericArguments()[0])
                : base.VisitMethodCall(node);
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

    // A root that is no plain entity is SQL or a function of the host's, and says of itself what its tenant column holds.
    protected override Expression VisitExtension(Expression node) => node switch
    {
        EntityQueryRootExpression when node.GetType() == typeof(EntityQueryRootExpression) => node,
        QueryRootExpression root => Marked(root, root.ElementType),
        _ => base.VisitExtension(node),
    };

    private MethodCallExpression Marked(Expression source, Type element) => _inBulk
        ? throw new TenantScopeRequiredException(
            "A bulk write reads SQL of the host's own, or a function of the database, which no filter reaches. Send it as SQL, with a permit: PermitRawSql and ExecuteSql.")
        : Expression.Call(typeof(EntityFrameworkQueryableExtensions), nameof(EntityFrameworkQueryableExtensions.TagWith), [element], source, Expression.Constant(RawSqlTag));

    // SECURITY: a bulk write is refused here and for every context: EF Core loses the mark of some of them on the way to the command.
    private MethodCallExpression VisitBulk(MethodCallExpression node, IEnumerable<IEntityType> targets)
    {
        bool hasTenants = ModelSeal.Require(model).TenantProperties.Count != 0;
        if (hasTenants && targets.Any(entity => TenantShape.IsShared(entity, settings)))
        {
            throw new TenantScopeRequiredException(
                "What is shared across tenants is not written in bulk. Write it with SaveChanges, from a context that is bound to no tenant.");
        }

        bool before = _inBulk;
        _inBulk = true;
        var visited = (MethodCallExpression)base.VisitMethodCall(node);
        _inBulk = before;
        return visited;
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
