using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Attacks;

/// <summary>A real database on which the attacks are tried.</summary>
public abstract class AttackEngine
{
    /// <summary>Configures the context as a host would.</summary>
    public abstract void Configure(DbContextOptionsBuilder options);

    /// <summary>Makes the tables, once.</summary>
    public abstract void MakeTables(DbContext db);

    /// <summary>Empties every table.</summary>
    public abstract void Clear();

    /// <summary>A connection that sees every row.</summary>
    public abstract DbConnection OpenAll();

    /// <summary>A table's name as SQL.</summary>
    public static string Quoted(string table) => $"\"{table}\"";
}
