using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Query;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Queries;

/// <summary>Finds what a query reads past the tenant's filter: SQL of the host's own, or a function of the database.</summary>
/// <remarks>Such a root says of itself what its tenant column holds. Whatever is no plain entity is one, also what is not known yet.</remarks>
internal sealed class RawRoots : ExpressionVisitor
{
    private bool _found;

    internal static bool In(Expression query)
    {
        var visitor = new RawRoots();
        visitor.Visit(query);
        return visitor._found;
    }

    protected override Expression VisitExtension(Expression node)
    {
        if (node is QueryRootExpression)
        {
            _found |= node.GetType() != typeof(EntityQueryRootExpression);
            return node;
        }

        return base.VisitExtension(node);
    }
}
