-- What the sessions of test_neovim.py share: starting the server, waiting with a limit, writing down what happened.

local M = { PATIENCE_MS = 240000, result = { messages = {} } }

function M.finish()
  vim.fn.writefile({ vim.fn.json_encode(M.result) }, os.getenv('PERFCODER_TEST_RESULT'))
  vim.cmd('qall!')
end

function M.wait_for(what, condition)
  if not vim.wait(M.PATIENCE_MS, condition, 50) then
    M.result.failed = 'waited in vain for ' .. what
    M.finish()
  end
end

-- Attaches the server with the shipped set-up, and notes its messages; returns the client's id.
function M.attach()
  vim.lsp.handlers['window/showMessage'] = function(_, params)
    table.insert(M.result.messages, params.message)
  end
  local id = require('perfcoder_0_7').attach(0, {
    cmd = { os.getenv('PERFCODER_TEST_PYTHON'), '-m', 'perfcoder_lsp.server.main' },
  })
  M.wait_for('the server', function()
    return vim.lsp.get_client_by_id(id) and vim.lsp.get_client_by_id(id).initialized
  end)
  return id
end

return M
