using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Modeling;

/// <summary>Tells the models of the tests apart.</summary>
public sealed class AnyModelKey : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) => (context.GetType(), ((AnyDb)context).ModelOf, designTime);
}
