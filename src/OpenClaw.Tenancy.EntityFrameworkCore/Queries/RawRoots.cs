using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Queries;

/// <summary>Finds what a query reads past the tenant's filter: SQL of the host's own, or a function of the database.</summary>
/// <remarks>Such a root says of itself what its tenant column holds. Whatever is no plain entity is one, also what is not known yet.</remarks>
internal sealed class RawRoots(IModel model) : ExpressionVisitor
{
    private bool _found;

    internal static bool In(Expression query, IModel model)
    {
        var visitor = new RawRoots(model);
        visitor.Visit(query);
        return visitor._found;
    }

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        _found |= model.FindDbFunction(node.Method) is { IsScalar: false };
        return base.VisitMethodCall(node);
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
