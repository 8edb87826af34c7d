using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using OpenClaw.Tenancy.EntityFrameworkCore.Queries;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Modeling;

/// <summary>Every read of a tenant-owned entity goes through the tenant's filter.</summary>
internal static class FilterRules
{
    internal static IEnumerable<TenancyModelViolation> Check(IReadOnlyEntityType entity)
    {
        // A part is read through its owner, a derived entity by the filter of its root.
        if (entity.IsOwned() || entity.BaseType is not null)
        {
            yield break;
        }

        if (entity.GetDeclaredQueryFilters().Any(static f => f.IsAnonymous))
        {
            yield return new(entity.DisplayName(), "It has a query filter without a name, beside which EF Core takes no other.", "Name it: HasQueryFilter(\"name\", ...).");
        }
        else if (entity.FindDeclaredQueryFilter(TenancyModel.FilterName)?.Expression is not { } filter || !AsksForTheTenant.In(filter))
        {
            yield return new(entity.DisplayName(), $"It has a query filter of the host's own named {TenancyModel.FilterName}, in the place of the tenant's.", "Give it another name.");
        }

        // SECURITY: a filter is put into a query after the query was looked at, and what it ignores is ignored in all of it.
        foreach (IQueryFilter own in entity.GetDeclaredQueryFilters().Where(static f => f.Key != TenancyModel.FilterName && f.Expression is not null && Unfilters.In(f.Expression)))
        {
            yield return new(
                entity.DisplayName(), $"Its query filter {own.Key} ignores query filters, sends SQL of its own, or reads a query that is written elsewhere, which can take the tenant's filter out of every query that it stands in.",
                "Write the filter by members of the row and by the sets of the context alone, without IgnoreQueryFilters and SQL.");
        }
    }

    private sealed class Unfilters : ExpressionVisitor
    {
        private bool _found;

        internal static bool In(LambdaExpression filter)
        {
            var visitor = new Unfilters();
            visitor.Visit(filter.Body);
            return visitor._found;
        }

        // A query that is kept elsewhere is put in its place later, and what it ignores is not seen here.
        protected override Expression VisitConstant(ConstantExpression node) => Look(node, node.Value is not IQueryable);

        protected override Expression VisitMember(MemberExpression node)
        {
            Look(node, node.Type.IsGenericType && node.Type.GetGenericTypeDefinition() == typeof(DbSet<>));
            return base.VisitMember(node);
        }

        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            Look(node, node.Method.DeclaringType == typeof(Queryable) || node.Method.DeclaringType == typeof(DbContext)
                || (node.Method.DeclaringType == typeof(EntityFrameworkQueryableExtensions) && node.Method.Name != nameof(EntityFrameworkQueryableExtensions.IgnoreQueryFilters)));
            return base.VisitMethodCall(node);
        }

        // EF Core writes sets and SQL into roots when it finishes the model.
        protected override Expression VisitExtension(Expression node) =>
            node is QueryRootExpression ? Look(node, node.GetType() == typeof(EntityQueryRootExpression)) : base.VisitExtension(node);

        private Expression Look(Expression node, bool isPlain)
        {
            _found |= !isPlain && (node is QueryRootExpression || typeof(IQueryable).IsAssignableFrom(node.Type));
            return node;
        }
    }

    private sealed class AsksForTheTenant : ExpressionVisitor
    {
        private bool _found;

        internal static bool In(LambdaExpression filter)
        {
            var visitor = new AsksForTheTenant();
            visitor.Visit(filter.Body);
            return visitor._found && filter.Body.NodeType is ExpressionType.Equal or ExpressionType.OrElse;
        }

        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            _found |= node.Method.DeclaringType == typeof(TenantFilter);
            return base.VisitMethodCall(node);
        }
    }
}
