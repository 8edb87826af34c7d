using Microsoft.EntityFrameworkCore;

namespace Quickstart;

public sealed class AppDb(DbContextOptions<AppDb> options) : DbContext(options)
{
    public DbSet<Run> Runs => Set<Run>();
}
