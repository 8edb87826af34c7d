namespace OpenClaw.Tenancy.Ingress.Cells;

/// <summary>A place at a cell, until it is given back.</summary>
internal sealed class CellPlace(Cell cell, bool isConnection) : IDisposable
{
    private int _isBack;

    internal Cell Cell => cell;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isBack, 1) == 0)
        {
            cell.Leave(isConnection);
        }
    }
}
