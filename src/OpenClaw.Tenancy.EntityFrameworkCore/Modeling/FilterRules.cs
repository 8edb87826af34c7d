using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
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
