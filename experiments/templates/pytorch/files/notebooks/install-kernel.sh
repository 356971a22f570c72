#!/bin/bash
# Lets JupyterLab offer the project's own Python, with its packages.
set -euo pipefail
cd "$HOME"
.venv/bin/python -m ipykernel install --user --name project --display-name 'Python (project)'
.venv/bin/python -c 'import torch; print("PyTorch", torch.__version__, "on", "cuda" if torch.cuda.is_available() else "cpu")'
