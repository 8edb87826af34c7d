using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Attacks;

/// <summary>Changes what is saved after every interceptor of the library's.</summary>
public sealed class EvilInterceptor(Action<DbContext> act) : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        act(eventData.Context!);
        return result;
    }
}
